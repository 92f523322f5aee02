import { Temporal } from 'temporal-polyfill';
import { findYearProblem } from '../../../shared/domain/clocks/year-bound.ts';
import type { PlainDate } from '../../../shared/domain/dates.ts';

/** Reads a date typed in three parts. Returns undefined if there is no such day. */
export function readTypedDate(typed: { day: string; month: string; year: string }): PlainDate | undefined {
  const [day, month, year] = [typed.day, typed.month, typed.year].map((part) => part.trim());
  if (![day, month].every((part) => /^\d{1,2}$/u.test(part ?? ''))) return undefined;
  if (!/^\d{4}$/u.test(year ?? '') || findYearProblem(Number(year)) !== undefined) return undefined;
  try {
    return Temporal.PlainDate.from(
      { year: Number(year), month: Number(month), day: Number(day) },
      { overflow: 'reject' },
    );
  } catch {
    return undefined;
  }
}
