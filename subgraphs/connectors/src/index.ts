export { type Connectors, type ConnectorsOptions, createConnectors } from './main.ts';
export { type EnvInput as ConnectorsEnv } from './env.ts';
