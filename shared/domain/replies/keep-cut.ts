import type { CutText } from '../form/form-email.ts';
import { hideTokens } from '../sending/kept-email.ts';

/** The most characters that the form keeps of what was left out of one email. The sender has the whole email. */
const LONGEST_CUT = 20_000;

/** Returns what was cut, as the form may keep it: without links and codes of ours, and not longer than a page shows. */
export function keepCut(cut: readonly CutText[]): CutText[] {
  const kept: CutText[] = [];
  let left = LONGEST_CUT;
  for (const { why, text } of cut) {
    if (left <= 0) break;
    const shown = hideTokens(text).slice(0, left);
    left -= shown.length;
    if (shown.trim() !== '') kept.push({ why, text: shown });
  }
  return kept;
}
