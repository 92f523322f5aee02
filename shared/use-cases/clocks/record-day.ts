import { formatDate, isAfter, isBefore, londonDate, type PlainDate } from '../../domain/dates.ts';
import { findRule, type Programme } from '../../domain/programme.ts';
import { ServiceError } from '../../errors.ts';
import {
  loadOpenForDecision,
  planChange,
  type ChangeDependencies,
  type PlannedChange,
} from '../planning/plan-change.ts';

/** A day that somebody can record for a follow-up. */
interface Recordable {
  /** What the command calls it. */
  readonly id: string;
  /** Where the follow-up keeps it. */
  readonly key: string;
  /** What the day says, such as "the service received the letter". */
  readonly name: string;
  /** True if the day can be in the future, because it is a date that the report gives. */
  readonly mayBeAhead: boolean;
}

/**
 * Plans to record a day that only people know: a day that clocks count from, the date that a report gives, or the day
 * when a step was done. Writes nothing. Recording another day corrects it.
 *
 * @throws ServiceError `bad-input` if the programme has no such day, or if the day is before the start or in the future.
 */
export async function planRecordedDay(
  dependencies: ChangeDependencies,
  recording: { followUp: string; what: string; on: PlainDate },
): Promise<PlannedChange> {
  const scene = await loadOpenForDecision(dependencies, recording.followUp);
  const { followUp } = scene.record;
  const { on } = recording;
  const recordable = findRecordable(scene.context.programme, recording.what);
  if (isBefore(on, followUp.publishedOn)) {
    throw new ServiceError(
      'bad-input',
      `${formatDate(on)} is before ${formatDate(followUp.publishedOn)}, when its clocks began. Give that day or a later day.`,
      { field: 'on' },
    );
  }
  if (!recordable.mayBeAhead && isAfter(on, londonDate(scene.context.now))) {
    throw new ServiceError('bad-input', `${formatDate(on)} is in the future. Give today or an earlier day.`, {
      field: 'on',
    });
  }
  const known = followUp.recordedDays?.[recordable.key];
  const correction = known === undefined ? '' : ` Before, it was ${formatDate(known)}.`;
  const about = {
    action: 'record-day',
    summary: `The day when ${recordable.name} is ${formatDate(on)}.${known?.equals(on) === true ? '' : correction}`,
  };
  if (known?.equals(on) === true) return planChange(scene, { becoming: undefined, ...about });
  const recordedDays = { ...followUp.recordedDays, [recordable.key]: on };
  return planChange(scene, { becoming: { after: { ...followUp, recordedDays } }, ...about });
}

function findRecordable(programme: Programme, written: string): Recordable {
  const all = listRecordable(programme);
  const wanted = all.find(({ id }) => id === written.trim().toLowerCase());
  if (wanted !== undefined) return wanted;
  const rule = findRule(programme, written);
  const why =
    rule === undefined
      ? `There is no day "${written}" to record.`
      : `Revisit works out the date of the ${rule.name}, so there is no day to record.`;
  const hint =
    all.length === 0
      ? ` The programme ${programme.id} has no such days.`
      : ` Choose one of ${all.map(({ id }) => id).join(', ')}.`;
  throw new ServiceError('bad-input', `${why}${hint}`, { field: 'what' });
}

function listRecordable({ recordedDays, milestones }: Programme): Recordable[] {
  return [
    ...recordedDays.map(({ id, name }) => ({ id, key: id, name, mayBeAhead: false })),
    ...milestones.flatMap((rule): Recordable[] => {
      const { id } = rule;
      if ('given' in rule.due) return [{ id, key: id, name: `the ${rule.name} is due`, mayBeAhead: true }];
      return rule.kind === 'step'
        ? [{ id, key: `${id}/done`, name: `the ${rule.name} was done`, mayBeAhead: false }]
        : [];
    }),
  ];
}
