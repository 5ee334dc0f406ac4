import { examples } from './examples.js';
import { organization, post } from './graph.js';
import { socketStream } from './socket-stream.js';

self.MonacoEnvironment = { globalAPI: false, getWorkerUrl: (_module, label) => `/assets/graphiql-worker-${label}.js` };

/** A subscription goes by WebSocket, everything else by POST; both as the person who is signed in. */
function fetcher({ query, variables, operationName }, { headers = {}, documentAST } = {}) {
  const chosen = organization.get();
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  const all = chosen === null ? given : { 'conhub-organization': chosen, ...given };
  const operations = (documentAST?.definitions ?? []).filter(({ kind }) => kind === 'OperationDefinition');
  const operation = operations.find(({ name }) => name?.value === operationName) ?? operations[0];
  const payload = { query, ...(variables ? { variables } : {}), ...(operationName ? { operationName } : {}) };
  if (operation?.operation === 'subscription') return socketStream(`${location.origin.replace(/^http/, 'ws')}/graphql`, all, payload);
  return post('/graphql', payload, all).then((response) => response.json());
}

// A deferred classic script has run before a module does; a failed one has left nothing.
const explorer = globalThis.YogaGraphiQL;
const root = document.querySelector('#root');
if (explorer === undefined) root.querySelector('.loading').textContent = 'The explorer could not be loaded: reload the page.';
else {
  explorer.renderYogaGraphiQL(root, {
    title: 'ConHub',
    logo: '<img src="/assets/icon.svg" alt="" width="28" height="28">',
    fetcher,
    defaultTabs: examples,
    defaultEditorToolsVisibility: false,
    shouldPersistHeaders: false,
    // The package’s own handler writes every keystroke into the address.
    onEditQuery: () => {},
  });
}
