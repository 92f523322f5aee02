/** HTML that is safe to put into a page. */
export interface Markup {
  readonly markup: string;
}

type Insert = string | number | Markup | readonly Markup[] | undefined;

/** Makes HTML from a template. It escapes every insert that is not markup. */
export function html(strings: TemplateStringsArray, ...inserts: readonly Insert[]): Markup {
  return { markup: strings.map((text, index) => `${text}${insertText(inserts[index])}`).join('') };
}

/** Marks HTML that a library made as safe. */
export function trusted(markup: string): Markup {
  return { markup };
}

function insertText(insert: Insert): string {
  if (insert === undefined) return '';
  if (typeof insert === 'object') {
    return 'markup' in insert ? insert.markup : insert.map(({ markup }) => markup).join('\n');
  }
  return String(insert)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
