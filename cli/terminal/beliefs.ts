import { formatDate } from '../../shared/domain/dates.ts';
import { nameMilestone, type Programme } from '../../shared/domain/programme.ts';
import type { Statement } from '../../shared/domain/statement.ts';
import { formatSpan } from '../../shared/wording/en/phrases.ts';

/** Says in a few words what somebody was told, such as "six-week response by 19 April 2016". */
export function beliefWords(statement: Statement, programme: Programme): string {
  switch (statement.says) {
    case 'answer-by':
      return `${nameMilestone(programme, statement.round)} by ${formatDate(statement.on)}`;
    case 'not-needed':
      return `${nameMilestone(programme, statement.round)} not needed`;
    case 'round-stopped':
      return `${nameMilestone(programme, statement.round)} stopped`;
    case 'revisit-by':
      return `revisit by ${formatDate(statement.on)}`;
    case 'revisit-stopped':
      return 'revisit stopped';
    case 'no-revisit':
      return 'no revisit';
    case 'visit':
      return `visit ${formatSpan(statement.firstOn, statement.lastOn)}`;
    case 'no-visit-days':
      return 'no visit days';
    case 'comments-by':
      return `comments by ${formatDate(statement.on)}`;
  }
}
