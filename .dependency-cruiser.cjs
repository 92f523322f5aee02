const rule = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to });
module.exports = {
  forbidden: [
    rule(
      'domain-is-pure',
      'Pass the value in, or move the code to a use case.',
      { path: '^shared/domain/' },
      { pathNot: '^(shared/domain/|node_modules/temporal-polyfill)' },
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
      'shared/ is imported; it imports no entry point.',
      { path: '^shared/' },
      { path: '^(functions|cli|local|infra|test)/' },
    ),
    rule('no-cycles', 'Split the file that both sides need.', {}, { circular: true }),
    rule('nothing-ships-test-code', 'Move it out of test/.', { pathNot: '^test/' }, { path: '^test/' }),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
  },
};
