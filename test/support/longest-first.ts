import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest on a quiet machine, longest first. If one of them started last, it would run on alone. */
const longest = [
  'local/runner/queues',
  'cli/every-printed-command',
  'browser/every-page',
  'browser/journey',
  'end-to-end/what-becomes-of-an-email',
  'functions/progress-form/no-mail-relay',
  'cli/hostile-words',
  'functions/progress-form/who-left',
];

/**
 * Starts the longest files first, so that the workers end together. It also works when no earlier run has left durations.
 */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    // The rules come last. They are short, and fill the gaps at the end.
    return sorted.sort((a, b) => placeOf(a) - placeOf(b));
  }
}

function placeOf({ moduleId, project }: TestSpecification): number {
  const place = longest.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`));
  if (place !== -1) return place;
  return project.name === 'rules' ? longest.length + 1 : longest.length;
}
