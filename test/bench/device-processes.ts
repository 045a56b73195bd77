import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./device-process.ts', import.meta.url));

/** What a process has used so far: CPU time of all threads, and memory after everything that can be collected was. */
export interface Spent {
  readonly cpuMs: number;
  readonly heapBytes: number;
}

/** Two operational devices, plain and TLS, in a process of their own. */
export interface DeviceProcess {
  spent(): Promise<Spent>;
  end(): Promise<void>;
}

/** Starts the process; resolves when all ports are open. */
export async function deviceProcess(plain: string, secure: string, password: string): Promise<DeviceProcess> {
  const child = fork(PROGRAM, [plain, secure, password], { execArgv: ['--expose-gc', '--import', 'tsx'] });
  await once(child, 'message');
  return {
    spent: async () => {
      const answer = once(child, 'message');
      child.send('spent');
      const [spent] = (await answer) as [Spent];
      return spent;
    },
    end: async () => {
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
