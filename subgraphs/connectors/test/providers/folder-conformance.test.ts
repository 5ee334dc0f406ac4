import { describeConnector } from '../conformance/describe-connector.ts';
import { makeFolderHarness } from './folder-harness.ts';

describeConnector('folder', () => makeFolderHarness());
