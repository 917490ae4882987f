/**
 * The import law. A room imports from itself and from rooms to its right:
 *   server: entry → features → platform → lib      client: routes → features → ui → lib
 */
const serverFeature = '^server/src/features/([^/]+)/';
const clientFeature = '^client/src/features/([^/]+)/';
const tests = '[.]test[.]tsx?$|^server/test/|^client/test/';

/** What one feature may use of another; everything else in its folder is private. */
const publicParts = [
  '[.](service|entity|types|rules|queries|loaders)[.]ts$',
  // What is no verb, but still another feature's business: who asks, the writer of a log, a services folder and its sync,
  // and what reaches a run from outside.
  '/(accounts/authenticate|logs/log-recorder|services/service-folder|services/service[.]sync|runs/run[.]signals)[.]ts$',
];

const forbid = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to });

module.exports = {
  forbidden: [
    forbid(
      'no-cycles',
      'A ring of imports has no order to start it in; type-only imports are gone by then.',
      { pathNot: tests },
      { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    ),
    forbid('resolvable', 'The imported file or package does not exist.', {}, { couldNotResolve: true }),
    forbid(
      'listed-packages',
      'The package is not in the package.json of this workspace.',
      { pathNot: tests },
      {
        dependencyTypes: ['npm-no-pkg', 'npm-unknown'],
      },
    ),

    forbid(
      'lib-alone',
      'lib is for small pure things: it knows no other room.',
      { path: '^server/src/lib/' },
      {
        path: '^server/src/(?!lib/)',
      },
    ),
    forbid(
      'platform-knows-no-feature',
      'platform stands below features.',
      { path: '^server/src/platform/', pathNot: tests },
      {
        path: '^server/src/(entry|features)/',
      },
    ),
    forbid(
      'features-know-no-door',
      'Doors assemble features, never the other way round.',
      {
        path: '^server/src/features/',
        pathNot: tests,
      },
      { path: '^server/src/entry/' },
    ),
    forbid(
      'features-use-public-parts',
      'Of another feature only service, entity, types, rules, queries and loaders.',
      {
        path: serverFeature,
        pathNot: tests,
      },
      { path: '^server/src/features/', pathNot: ['^server/src/features/$1/', ...publicParts] },
    ),
    {
      ...forbid(
        'no-feature-rings',
        'Features may use each other, but never in a ring.',
        { path: '^server/src/features/[^/]+$' },
        {
          circular: true,
          path: '^server/src/features/[^/]+$',
        },
      ),
      scope: 'folder',
    },
    forbid('nobody-imports-main', 'main.ts is where everything starts.', {}, { path: '^server/src/main[.]ts$' }),
    forbid(
      'no-tests-in-product',
      'Product code does not import tests or their harness.',
      {
        path: '^(server|client)/src/',
        pathNot: tests,
      },
      { path: tests },
    ),

    forbid(
      'ui-is-plain',
      'ui has no GraphQL and no product words: it knows only ui and lib.',
      { path: '^client/src/ui/', pathNot: tests },
      {
        path: '^client/src/(?!ui/|lib/)',
      },
    ),
    forbid(
      'client-lib-alone',
      'lib knows no other room.',
      { path: '^client/src/lib/', pathNot: tests },
      {
        path: '^client/src/(?!lib/)',
      },
    ),
    forbid(
      'client-features-apart',
      'Client features link by URL and never import each other.',
      { path: clientFeature, pathNot: tests },
      {
        path: '^client/src/features/',
        pathNot: '^client/src/features/$1/',
      },
    ),
    forbid(
      'client-features-below-routes',
      'Routes assemble features, never the other way round.',
      {
        path: '^client/src/(features|graphql)/',
        pathNot: tests,
      },
      { path: '^client/src/(routes|app|main)[.]tsx$' },
    ),
    forbid(
      'graphql-below-features',
      'graphql/ serves features and knows none.',
      { path: '^client/src/graphql/' },
      {
        path: '^client/src/features/',
      },
    ),
    forbid(
      'two-sides',
      'Client and server meet in schema/ only.',
      { path: '^(client|server)/src/' },
      {
        path: '^(client|server)/src/',
        pathNot: '^$1/src/',
      },
    ),
  ],
  options: {
    // TypeScript 7 has no JavaScript API, so swc reads the files.
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    // The harness uses every feature and every feature's tests use it: a ring, and not one of the product.
    exclude: { path: '^server/test/|(^|/)(dist|node_modules/[.]cache)/|^client/src/graphql/generated[.]ts$' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'] },
  },
};
