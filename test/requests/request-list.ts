/** How often one kind of request is made, and why. */
export interface ListedRequest {
  readonly name: string;
  readonly count: number;
  readonly reason: string;
}

/** The requests of one piece of work: a page of the form, a sweep, or one step in the life of an email. */
export interface Section {
  readonly group: string;
  readonly title: string;
  readonly requests: readonly ListedRequest[];
}

/** The requests that one piece of work was seen to make, by name. */
export interface MeasuredSection {
  readonly group: string;
  readonly title: string;
  readonly counts: ReadonlyMap<string, number>;
}

export const LIST_FILE = 'test/requests/requests.txt';
export const UPDATE_COMMAND = 'npm run requests -- --update';

/** The mark for a reason that somebody must still write. */
const TO_BE_GIVEN = 'TO BE GIVEN';

const HEADING = `What each piece of work asks of DynamoDB, SQS, S3 and SES, and why.

A test fails when a line is missing, when a count is wrong and when a reason is missing.
To change the list, run \`${UPDATE_COMMAND}\`, read what changed, and replace each
${TO_BE_GIVEN} by a reason. The list contains no id, no time and no order of requests. A retry and a refused write
count. Lambda's own requests to its queues are not in the list. Lambda takes and deletes messages itself.`;

/**
 * A mark that git leaves in a file that two branches changed. The reader takes both sides, so the update keeps every
 * reason.
 */
const CONFLICT_MARK = /^(?:<{7}|\|{7}|={7}|>{7})/u;

/** Reads the list. @throws Error that names a line which does not belong in a list. */
export function parseList(file: string): Section[] {
  const sections: { group: string; title: string; requests: ListedRequest[] }[] = [];
  let group = '';
  const lines = file.split('\n');
  const first = lines.findIndex((line) => line.startsWith('# '));
  for (const line of first < 0 ? [] : lines.slice(first)) {
    if (line.trim() === '' || CONFLICT_MARK.test(line)) continue;
    const inGroup = /^# (?<name>.+?)(?: \(\d+ requests\))?$/u.exec(line)?.groups;
    const inSection = /^## (?<title>.+?) \(\d+\)$/u.exec(line)?.groups;
    const inRequest = /^ *(?<count>\d+) (?<name>\S.*)$/u.exec(line)?.groups;
    const inReason = /^ {5}(?<words>\S.*)$/u.exec(line)?.groups;
    const section = sections.at(-1);
    const request = section?.requests.at(-1);
    if (inSection !== undefined) sections.push({ group, title: inSection['title'] ?? '', requests: [] });
    else if (inGroup !== undefined) group = inGroup['name'] ?? '';
    else if (inReason !== undefined && section !== undefined && request !== undefined) {
      const reason = `${request.reason} ${inReason['words'] ?? ''}`.trim();
      section.requests.splice(-1, 1, { ...request, reason });
    } else if (inRequest !== undefined && section !== undefined) {
      const { name = '', count } = inRequest;
      section.requests.push({ name, count: Number(count), reason: '' });
    } else throw new Error(`${LIST_FILE} contains a line that is not a request or a reason: "${line}".`);
  }
  return sections;
}

/** Writes the list as a file. The form is always the same, so that a diff shows only real changes. */
export function renderList(
  sections: readonly Section[],
  { courses }: { courses: ReadonlySet<string> },
): string {
  const lines = [HEADING];
  let group = '';
  for (const section of sections) {
    if (section.group !== group) {
      group = section.group;
      const ofGroup = sections.filter((other) => other.group === group);
      const total = ofGroup.reduce((sum, { requests }) => sum + countAll(requests), 0);
      lines.push('', `# ${group}${courses.has(group) ? ` (${total} requests)` : ''}`);
    }
    lines.push('', `## ${section.title} (${countAll(section.requests)})`, '');
    if (section.requests.length === 0) lines.pop();
    for (const { name, count, reason } of section.requests) {
      lines.push(`${String(count).padStart(4)} ${name}`, ...wrap(reason).map((words) => `     ${words}`));
    }
  }
  return `${lines.join('\n')}\n`;
}

function countAll(requests: readonly ListedRequest[]): number {
  return requests.reduce((sum, { count }) => sum + count, 0);
}

const WIDTH = 105;

function wrap(words: string): string[] {
  const lines: string[] = [];
  for (const word of words.split(' ')) {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > WIDTH) lines.push(word);
    else lines[lines.length - 1] = `${last} ${word}`;
  }
  return lines;
}

/** Returns the list as it would be now. Unchanged lines keep their reason. A new line and a count that grew need one. */
export function updateList(list: readonly Section[], measured: readonly MeasuredSection[]): Section[] {
  return measured.map(({ group, title, counts }) => {
    const listed = list
      .filter((section) => section.group === group && section.title === title)
      .flatMap(({ requests }) => requests);
    return {
      group,
      title,
      requests: [...counts]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, count]) => ({
          name,
          count,
          reason: reasonFor(count, { before: listed.filter((one) => one.name === name) }),
        })),
    };
  });
}

/** @param of.before the line as it was. There is more than one if two branches changed it. */
function reasonFor(count: number, { before }: { before: readonly ListedRequest[] }): string {
  const given = before.filter(({ reason }) => isGiven(reason));
  const enough = given.find((one) => one.count >= count);
  if (enough !== undefined) return enough.reason;
  const [last] = [...given].sort((a, b) => b.count - a.count);
  if (last !== undefined) {
    return `${TO_BE_GIVEN} for ${count} instead of ${last.count}. It was: ${last.reason}`;
  }
  return before.find(({ reason }) => reason !== '')?.reason ?? TO_BE_GIVEN;
}

function isGiven(reason: string): boolean {
  return reason !== '' && !reason.includes(TO_BE_GIVEN);
}

/** Says in plain words which counts grew, and which lines have become untrue. */
export function compareWithList(
  list: readonly Section[],
  measured: readonly MeasuredSection[],
): { grew: string[]; untrue: string[] } {
  const grew: string[] = [];
  const untrue: string[] = [];
  for (const { group, title, counts } of measured) {
    const listed = findSection(list, { group, title });
    const where = `${group}, ${title}`;
    if (listed === undefined) grew.push(`${where}: this section is not in the list.`);
    for (const [name, count] of counts) {
      const allowed = listed?.requests.find((one) => one.name === name)?.count ?? 0;
      if (count > allowed)
        grew.push(`${where}: ${name}: ${sayTimes(count)}, but the list says ${sayTimes(allowed)}.`);
    }
    for (const { name, count } of listed?.requests ?? []) {
      const seen = counts.get(name) ?? 0;
      if (seen < count)
        untrue.push(`${where}: ${name}: ${sayTimes(seen)}, but the list says ${sayTimes(count)}.`);
    }
  }
  for (const { group, title } of list) {
    if (findSection(measured, { group, title }) === undefined) {
      untrue.push(`${group}, ${title}: nothing measures this section.`);
    }
  }
  return { grew, untrue };
}

/** Lists the lines without a reason. */
export function withoutReason(list: readonly Section[]): string[] {
  return list.flatMap(({ group, title, requests }) =>
    requests.filter(({ reason }) => !isGiven(reason)).map(({ name }) => `${group}, ${title}: ${name}`),
  );
}

function sayTimes(count: number): string {
  return count === 0 ? 'never' : count === 1 ? 'once' : `${count} times`;
}

function findSection<T extends { group: string; title: string }>(
  sections: readonly T[],
  wanted: { group: string; title: string },
): T | undefined {
  return sections.find(({ group, title }) => group === wanted.group && title === wanted.title);
}
