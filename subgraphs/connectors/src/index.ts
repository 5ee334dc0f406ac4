export { type Connectors, createConnectors } from './main.ts';
export { type ConnectorsOptions } from './create-services.ts';
export { type EnvInput as ConnectorsEnv } from './env.ts';
