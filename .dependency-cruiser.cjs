// Who may import whom. Everything points from the outside to the domain, and subgraphs meet only where the architecture says.
const subgraph = '^subgraphs/([^/]+)/';
const sources = ['^(subgraphs|packages)/[^/]+/src/', '^(router|standalone|cli)/src/'];
const domain =
  '^subgraphs/[^/]+/src/(?!(graphql|subscribers)/|main\\.ts|index\\.ts|env\\.ts|context\\.ts|create-[^/]+\\.ts|mikro-orm\\.config\\.ts)';

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'subgraphs-never-import-each-other',
      comment: 'Subgraphs meet as entities, facts, blobs, and through `embed`, `identify` and `recordAccess`.',
      severity: 'error',
      from: { path: `${subgraph}src/` },
      to: { path: '^subgraphs/', pathNot: '^subgraphs/$1/' },
    },
    {
      name: 'subgraphs-never-import-the-outside',
      severity: 'error',
      from: { path: '^subgraphs/' },
      to: { path: '^(router|standalone|cli|bench|tests|tools)/' },
    },
    {
      name: 'the-router-never-imports-subgraphs',
      severity: 'error',
      from: { path: '^router/src/' },
      to: { path: '^(subgraphs|standalone|cli|bench|tests|tools)/' },
    },
    {
      name: 'packages-know-no-domain',
      severity: 'error',
      from: { path: '^packages/' },
      to: { path: '^(subgraphs|router|standalone|cli|bench|tests|tools)/' },
    },
    {
      name: 'the-cli-is-a-client',
      severity: 'error',
      from: { path: '^cli/src/' },
      to: { path: '^(subgraphs|router|standalone|bench|tests|tools)/' },
    },
    {
      name: 'domain-never-imports-graphql-or-composition',
      comment: 'A use case gets what it needs as its first argument. Types of the context are fine, the context itself is not.',
      severity: 'error',
      from: { path: domain, pathNot: '\\.generated\\.ts$' },
      to: { path: '^subgraphs/[^/]+/src/(graphql/|env\\.ts|main\\.ts|index\\.ts|context\\.ts)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'resolvers-never-import-the-database',
      comment: 'A resolver translates; loaders and use cases read and write.',
      severity: 'error',
      from: { path: '^subgraphs/[^/]+/src/graphql/' },
      to: {
        path: 'node_modules/(@mikro-orm|pg|pg-boss|ioredis)/',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'sources-never-import-tests',
      severity: 'error',
      from: { path: sources, pathNot: '^packages/testkit/' },
      to: { path: '(/test/|^packages/testkit/)' },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-undeclared-dependency',
      severity: 'error',
      from: { path: sources },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(/fixtures/|^models/)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      mainFields: ['module', 'main', 'types', 'typings'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
    },
  },
};
