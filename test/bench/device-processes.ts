import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./device-process.ts', import.meta.url));

/** Two operational devices, plain and TLS, in a process of their own. */
export interface DeviceProcess {
  /** CPU time of all threads so far, milliseconds. */
  cpuMs(): Promise<number>;
  /** Heap and external memory after everything that can be collected was. */
  memoryBytes(): Promise<number>;
  end(): Promise<void>;
}

/** Starts the process; resolves when all ports are open. */
export async function deviceProcess(plain: string, secure: string, password: string): Promise<DeviceProcess> {
  const child = fork(PROGRAM, [plain, secure, password], { execArgv: ['--expose-gc', '--import', 'tsx'] });
  await once(child, 'message');
  const ask = async (what: 'cpu' | 'memory'): Promise<number> => {
    const answer = once(child, 'message');
    child.send(what);
    const [value] = (await answer) as [number];
    return value;
  };
  return {
    cpuMs: () => ask('cpu'),
    memoryBytes: () => ask('memory'),
    end: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
