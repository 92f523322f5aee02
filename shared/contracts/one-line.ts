import * as z from 'zod';
import { joinLines } from '../domain/visible-text.ts';

/**
 * A stored text of one line, such as a title, a name or a reason. Its lines are joined when it is written and when it is
 * read. So it is one line wherever it is shown, even if it was stored before Revisit refused line breaks.
 */
export const anyLine = z.string().overwrite(joinLines);

/** A stored text of one line that is not empty. */
export const line = z.string().min(1).overwrite(joinLines);
