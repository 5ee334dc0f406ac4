export { type TestCluster, startTestCluster } from './cluster.ts';
export { cloneDatabase } from './database.ts';
export { requestInfo, serviceViewer, userViewer } from './request.ts';
