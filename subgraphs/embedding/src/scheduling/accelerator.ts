import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** `auto`: a GPU where the runtime can use one, quietly the CPU elsewhere. */
export type DeviceChoice = 'auto' | 'cpu' | 'cuda';

export interface Accelerator {
  readonly executionProvider: 'CPU' | 'CUDA';
  /** Why not CUDA, where it was asked for or a GPU is there. */
  readonly fallbackReason: string | null;
}

export interface Machine {
  readonly platform: string;
  readonly hasNvidiaDevice: boolean;
  readonly hasCudaProvider: boolean;
}

/** Which of the two the models run on; whether CUDA starts is known when a model is loaded. */
export function chooseAccelerator(choice: DeviceChoice, machine: Machine = thisMachine()): Accelerator {
  if (choice === 'cpu') return { executionProvider: 'CPU', fallbackReason: null };
  if (choice === 'auto' && !machine.hasNvidiaDevice) return { executionProvider: 'CPU', fallbackReason: null };
  const missing =
    machine.platform !== 'linux-x64'
      ? `onnxruntime-node has CUDA for linux-x64 only, and this is ${machine.platform}`
      : !machine.hasCudaProvider
        ? "onnxruntime's CUDA provider (libonnxruntime_providers_cuda.so) is not installed"
        : !machine.hasNvidiaDevice
          ? 'there is no NVIDIA device'
          : null;
  return missing === null ? { executionProvider: 'CUDA', fallbackReason: null } : { executionProvider: 'CPU', fallbackReason: missing };
}

export function thisMachine(): Machine {
  const entry = createRequire(import.meta.url).resolve('onnxruntime-node');
  const binaries = join(dirname(dirname(entry)), 'bin');
  return {
    platform: `${process.platform}-${process.arch}`,
    hasNvidiaDevice: existsSync('/dev/nvidiactl') || existsSync('/proc/driver/nvidia/version') || existsSync('/dev/dxg'),
    hasCudaProvider: subfolders(binaries).some((api) =>
      existsSync(join(binaries, api, process.platform, process.arch, 'libonnxruntime_providers_cuda.so')),
    ),
  };
}

const subfolders = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);
