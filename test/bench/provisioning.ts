import { playAdatum } from '../../scenarios/adatum/play.ts';
import { deliveredComputer, smallPlan, type AdatumPlan } from '../../scenarios/adatum/plan.ts';
import { cpuMs, median, rounded, type Measured } from './measured.ts';

const RUNS = 20;
const GOAL_MS = 150;
/** Computers of the larger story, from which follows what each further one costs. */
const MANY = 21;
const AMT_PROVISIONED = 3;

/** Something that can be played to its end; a rejection ends the benchmark. */
export type Play = (run: number) => Promise<void>;

/**
 * CPU time of one full provisioning, device and service point together with the world around them, in memory and virtual
 * time with keys from the pool. Nothing is subtracted: founding the company, its certificates and the site are in it.
 */
export async function provisioningBenchmark(play: Play = playStory(1)): Promise<readonly Measured[]> {
  const eachMs: number[] = [];
  for (let run = 0; run < RUNS; run += 1) eachMs.push(await cpuOf(() => play(run)));
  const name = 'CPU of one provisioning, whole story';
  const entry = (what: string, value: number, goal: number | null): Measured => ({
    name: `${name}, ${what}`,
    unit: 'ms',
    value: rounded(value),
    goal,
    runs: RUNS,
  });
  return [
    entry('mean', eachMs.reduce((sum, each) => sum + each, 0) / RUNS, GOAL_MS),
    entry('median', median(eachMs), GOAL_MS),
    { ...entry('first, while the compiler warms up', eachMs[0] ?? Number.NaN, null), runs: 1 },
  ];
}

/** CPU time of each further computer in a story that has begun: {@link provisioningBenchmark} without the beginning. */
export async function furtherProvisioningBenchmark(): Promise<readonly Measured[]> {
  const one = await cpuOf(() => playStory(1)(0));
  const many = await cpuOf(() => playStory(MANY)(0));
  const value = rounded((many - one) / (MANY - 1));
  return [{ name: 'CPU of each further provisioning', unit: 'ms', value, goal: GOAL_MS, runs: MANY - 1 }];
}

/** The A. Datum story with so many computers. Rejects when one of them does not end Provisioned. */
function playStory(computers: number): Play {
  return async (run) => {
    const story = await playAdatum(planFor(computers), { seed: `bench ${run}`, network: 'memory' });
    const states = story.plan.computers.map(({ shortName }) => story.computer(shortName)?.amtStatus);
    await story.close();
    if (states.length !== computers || states.some((state) => state !== AMT_PROVISIONED))
      throw new Error(`not all Provisioned: ${JSON.stringify(states)} ${JSON.stringify(story.stopped)}`);
  };
}

function planFor(computers: number): AdatumPlan {
  const plan = smallPlan();
  plan.computers.splice(0, plan.computers.length);
  for (let number = 1; number <= computers; number += 1) plan.computers.push(deliveredComputer(number));
  plan.network.dhcp.freeAddresses = Math.max(plan.network.dhcp.freeAddresses, computers);
  return plan;
}

async function cpuOf(work: () => Promise<void>): Promise<number> {
  const before = cpuMs();
  await work();
  return cpuMs() - before;
}
