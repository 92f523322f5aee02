import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import nunjucks from 'nunjucks/browser/nunjucks-slim.js';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { templates } from '../../../functions/progress-form/dist/pages.js';

const components = Object.keys(templates).flatMap((name) => {
  const [, component] = /^govuk\/components\/([\w-]+)\/template\.njk$/.exec(name) ?? [];
  return component === undefined ? [] : [component];
});

const fixturesSchema = z.object({
  fixtures: z.array(
    z.object({ name: z.string(), options: z.record(z.string(), z.unknown()), html: z.string() }),
  ),
});

class TemplateLoader extends nunjucks.PrecompiledLoader {
  override isRelative(name: string): boolean {
    return name.startsWith('./') || name.startsWith('../');
  }

  override resolve(from: string, to: string): string {
    return posix.normalize(posix.join(posix.dirname(from), to));
  }
}

const environment = new nunjucks.Environment(new TemplateLoader(templates), {
  autoescape: true,
  trimBlocks: true,
  lstripBlocks: true,
});

test.each(components)(
  'the shortened template of %s gives the same HTML as the fixtures of GOV.UK Frontend',
  (component) => {
    const file = new URL(
      `../../../node_modules/govuk-frontend/dist/govuk/components/${component}/fixtures.json`,
      import.meta.url,
    );
    for (const fixture of fixturesSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).fixtures) {
      const html = environment.render(`govuk/components/${component}/template.njk`, {
        params: fixture.options,
      });
      expect(withoutWhiteSpace(html), fixture.name).toBe(withoutWhiteSpace(fixture.html));
    }
  },
);

/** Removes white space, because the templates may differ in it. */
function withoutWhiteSpace(html: string): string {
  return html.replaceAll(/\s+/gu, '');
}
