const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });

/** The folders of each layer, the lowest first. A folder may import the folders before it. */
const layers = {
  'shared/domain': [
    'people',
    'finding',
    'clocks',
    'publication',
    'visits',
    'returns',
    'form',
    'sending',
    'replies',
    'privacy',
    'desk',
    'planning',
  ],
  'shared/use-cases': [
    'finding',
    'planning',
    'people',
    'clocks',
    'publication',
    'visits',
    'returns',
    'sending',
    'programmes',
    'form',
    'handover',
    'replies',
    'privacy',
    'desk',
  ],
  cli: [
    'terminal',
    'service',
    'command',
    'input',
    'output',
    'report',
    'changes',
    'doctor',
    'commands',
    'command-line',
    'build',
  ],
};

const pointsDown = ([layer, folders]) =>
  folders
    .slice(0, -1)
    .map((folder, place) =>
      rule(
        `${layer.replaceAll('/', '-')}-${folder}-points-down`,
        `${layer}/${folder} may import ${[...folders.slice(0, place), 'nothing else'].join(', ')} of its layer. Move shared code to the lower folder.`,
        { path: `^${layer}/${folder}/` },
        { path: `^${layer}/(${folders.slice(place + 1).join('|')})/` },
      ),
    );
module.exports = {
  forbidden: [
    rule(
      'domain-is-pure',
      'Pass the value in, or move the code to a use case.',
      { path: '^shared/domain/' },
      { pathNot: '^(shared/domain/|node_modules/(temporal-polyfill|entities)/)' },
    ),
    rule(
      'use-cases-know-ports-only',
      'Add what you need to shared/ports and implement it in shared/adapters.',
      { path: '^shared/use-cases/' },
      { pathNot: '^(shared/(domain|ports|use-cases|wording|errors)|node_modules/temporal-polyfill)' },
    ),
    rule(
      'adapters-are-wired-once',
      'Only shared/wiring.ts chooses an adapter.',
      { pathNot: '^(shared/adapters/|shared/wiring\\.ts$|local/create-handlers\\.ts$|bench/|test/)' },
      { path: '^shared/adapters/' },
    ),
    rule(
      'wiring-is-for-entry-points',
      'Take dependencies as an argument.',
      {
        pathNot:
          '^(functions/[^/]+/index\\.ts|cli/main\\.ts|local/(main|create-handlers|demo)\\.ts|bench/|test/)',
      },
      { path: '^shared/wiring\\.ts$' },
    ),
    rule(
      'handlers-stay-apart',
      'Move shared code to shared/ or functions/middleware.',
      { path: '^functions/([^/]+)/' },
      { path: '^functions/', pathNot: '^functions/($1|middleware)/' },
    ),
    rule(
      'shared-knows-no-entry-point',
      'shared/ must not import an entry point. Move the code to shared/, or pass it in.',
      { path: '^shared/' },
      { path: '^(functions|cli|local|infra|test)/' },
    ),
    ...Object.entries(layers).flatMap(pointsDown),
    rule(
      'nouns-know-no-rules',
      'A file directly in shared/domain is a noun, and may import only other nouns. Move the rule to the folder of its capability.',
      { path: '^shared/domain/[^/]+\\.ts$' },
      { path: '^shared/domain/[^/]+/' },
    ),
    rule(
      'use-cases-stand-in-a-folder',
      'Move it to the folder of its capability: shared/use-cases/<capability>/.',
      { path: '^shared/use-cases/[^/]+\\.ts$' },
      {},
    ),
    rule(
      'layers-have-known-folders',
      'Move the file to a known folder, or add its folder to the list in .dependency-cruiser.cjs.',
      {
        path: `^(${Object.keys(layers).join('|')})/[^/]+/`,
        pathNot: Object.entries(layers).map(([layer, folders]) => `^${layer}/(${folders.join('|')})/`),
      },
      {},
    ),
    rule(
      'one-way-to-send',
      'Send it with sendPersonalEmail. It makes the reply address, writes the email and claims it.',
      { pathNot: '^(shared/use-cases/sending/send-personal-email\\.ts$|test/)' },
      { path: '^shared/use-cases/sending/send-once\\.ts$' },
    ),
    rule(
      'emails-are-written-where-they-leave',
      'Pass the facts to sendPersonalEmail or sendWeeklyEmail, or to sendFormMail if a click asks for the email.',
      {
        path: '^(shared/use-cases|functions|cli)/',
        pathNot:
          '^shared/use-cases/(sending/(send-personal-email|send-weekly-email|render-planned)|form/form-mail)\\.ts$',
      },
      { path: '^shared/wording/compose-(email|news)\\.ts$' },
    ),
    rule('no-cycles', 'Split the file that both sides need.', {}, { circular: true }),
    rule(
      'nothing-ships-test-code',
      'Move it out of test/.',
      { pathNot: '^(test|bench)/' },
      { path: '^test/' },
    ),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^cli/dist/' },
  },
};
