import type { ProblemKind } from '../../../shared/domain/returns/answer-problems.ts';
import type { Approver } from '../../../shared/use-cases/form/ask-for-approval.ts';
import { approveWords } from '../../../shared/wording/en/form/sending.ts';
import { monthParts } from '../../../shared/wording/en/form/questions.ts';
import type { DatePart, Field, Option } from '../../../shared/wording/form-page.ts';

export interface ApprovalTyped {
  readonly who: string;
  readonly name: string;
  readonly rank: string;
  readonly otherName: string;
  readonly otherRank: string;
  readonly day: string;
  readonly month: string;
  readonly year: string;
  readonly asked: Approver;
}

export type ApprovalProblems = Partial<
  Record<
    'who' | 'name' | 'rank' | 'otherName' | 'otherRank' | 'on' | 'askedName' | 'askedRank' | 'askedEmail',
    ProblemKind
  >
>;

interface Answered {
  readonly typed: ApprovalTyped;
  readonly problems: ApprovalProblems;
}

/** Returns the field that asks who approved the answers. It can also ask an officer for approval by email. */
export function approverField(
  answered: Answered & { readonly domain: string; readonly canAsk: boolean },
): Field {
  return {
    kind: 'one',
    name: 'approver',
    ...approveWords.who,
    error: answered.problems.who === undefined ? undefined : approveWords.problems.who,
    options: [
      approvedByMe(answered),
      approvedByOther(answered),
      ...(answered.canAsk ? [askOfficer(answered)] : []),
    ],
  };
}

function approvedByMe({ typed, problems }: Answered): Option {
  const { problems: say } = approveWords;
  return {
    value: 'me',
    text: approveWords.me,
    checked: typed.who === 'me',
    fields: [
      rankField('rank', { value: typed.rank, kind: problems.rank, missing: say.rank }),
      nameField('name', { value: typed.name, kind: problems.name, missing: say.name }),
    ],
  };
}

function approvedByOther({ typed, problems }: Answered): Option {
  const { problems: say } = approveWords;
  return {
    value: 'other',
    text: approveWords.other,
    checked: typed.who === 'other',
    fields: [
      rankField('other-rank', { value: typed.otherRank, kind: problems.otherRank, missing: say.rank }),
      nameField('other-name', { value: typed.otherName, kind: problems.otherName, missing: say.name }),
      approvedOnField({ typed, problems }),
    ],
  };
}

function askOfficer({ typed, problems, domain }: Answered & { readonly domain: string }): Option {
  const { problems: say } = approveWords;
  const { asked } = typed;
  return {
    value: 'ask',
    text: approveWords.ask,
    hint: approveWords.askHint,
    checked: typed.who === 'ask',
    fields: [
      rankField('asked-rank', { value: asked.rank, kind: problems.askedRank, missing: say.rankAsked }),
      nameField('asked-name', { value: asked.name, kind: problems.askedName, missing: say.nameAsked }),
      {
        kind: 'line',
        name: 'asked-email',
        label: approveWords.email.label,
        hint: approveWords.email.hint(domain),
        inputType: 'email',
        value: asked.email,
        error: emailError(problems.askedEmail, domain),
      },
    ],
  };
}

interface TypedLine {
  readonly value: string;
  readonly kind: ProblemKind | undefined;
  /** The error if nothing was typed. */
  readonly missing: string;
}

function rankField(name: string, line: TypedLine): Field {
  return { kind: 'line', name, label: approveWords.rank.label, value: line.value, error: lineError(line) };
}

function nameField(name: string, line: TypedLine): Field {
  return { kind: 'line', name, label: approveWords.name.label, value: line.value, error: lineError(line) };
}

function approvedOnField({ typed, problems }: Answered): Field {
  const part = (name: 'day' | 'month' | 'year'): DatePart => ({
    name: `approved-${name}`,
    label: monthParts[name],
    value: typed[name],
    wrong: problems.on !== undefined,
    digits: name === 'year' ? 4 : 2,
  });
  return {
    kind: 'date',
    name: 'approved',
    ...approveWords.on,
    parts: [part('day'), part('month'), part('year')],
    error: dateError(problems.on),
  };
}

function lineError({ kind, missing }: TypedLine): string | undefined {
  const { problems: say } = approveWords;
  switch (kind) {
    case undefined:
      return undefined;
    case 'too-long':
      return say.tooLong;
    case 'not-a-name':
      return say.notAName;
    default:
      return missing;
  }
}

function dateError(kind: ProblemKind | undefined): string | undefined {
  if (kind === undefined) return undefined;
  return kind === 'must-be-past' ? approveWords.problems.onFuture : approveWords.problems.on;
}

function emailError(kind: ProblemKind | undefined, domain: string): string | undefined {
  if (kind === undefined) return undefined;
  return kind === 'not-their-domain' ? approveWords.problems.domain(domain) : approveWords.problems.email;
}
