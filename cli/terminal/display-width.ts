import { stripVTControlCharacters } from 'node:util';

const segmenter = new Intl.Segmenter('en');

/** Columns that a text takes on a terminal, without its colours: ŵ counts once, however it is composed. */
export function displayWidth(text: string): number {
  return Array.from(segmenter.segment(stripVTControlCharacters(text))).length;
}
