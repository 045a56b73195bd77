import { playAdatum } from '../../scenarios/adatum/play.ts';
import { deliveredComputer, smallPlan, type AdatumPlan } from '../../scenarios/adatum/plan.ts';
import { cpuMs, median, rounded, type Measured } from './measured.ts';

const RUNS = 20;
/** Stories before the first that counts; the compiler goes on for about so long. */
const WARM_UP = 40;
const GOAL_MS = 150;
/** Computers of the larger story, from which follows what each further one costs. */
const MANY = 21;
const AMT_PROVISIONED = 3;

/** CPU time of one story, milliseconds, all threads of the process. */
interface Cost {
  readonly wholeMs: number;
  readonly provisioningMs: number;
}

/**
 * CPU time of one full provisioning, device and service point together with the world around them, in memory and virtual
 * time with keys from the pool.
 */
export async function provisioningBenchmark(): Promise<readonly Measured[]> {
  const first = await playStory(1, 0);
  for (let run = 1; run < WARM_UP; run += 1) await playStory(1, run);
  const costs: Cost[] = [];
  for (let run = 0; run < RUNS; run += 1) costs.push(await playStory(1, WARM_UP + run));
  const entry = (name: string, meaning: string, value: number, goal: number | null): Measured => ({
    name,
    meaning,
    unit: 'ms',
    value: rounded(value),
    goal,
    runs: RUNS,
  });
  const provisioning = costs.map(({ provisioningMs }) => provisioningMs);
  const whole = costs.map(({ wholeMs }) => wholeMs);
  return [
    entry(
      'CPU of one full provisioning, median',
      `CPU time of device, service point and the world around them, all threads, from connecting the computer to Provisioned, after ${WARM_UP} stories that do not count.`,
      median(provisioning),
      GOAL_MS,
    ),
    entry(
      'CPU of the whole story with one computer, median',
      'The same with all that comes before and after: the company, its certificates, the PFX, the site, the import, the end.',
      median(whole),
      null,
    ),
    {
      ...entry(
        'CPU of the whole story with one computer, first',
        'The first story of the process, while the compiler warms up.',
        first.wholeMs,
        null,
      ),
      runs: 1,
    },
  ];
}

/** CPU time of each further computer in a story that has begun. */
export async function furtherProvisioningBenchmark(): Promise<readonly Measured[]> {
  const one = await playStory(1, 0);
  const many = await playStory(MANY, 0);
  return [
    {
      name: 'CPU of each further provisioning',
      meaning: `Difference of the stories with ${MANY} computers and with one, divided by the computers between.`,
      unit: 'ms',
      value: rounded((many.wholeMs - one.wholeMs) / (MANY - 1)),
      goal: GOAL_MS,
      runs: MANY - 1,
    },
  ];
}

/** Plays the A. Datum story with so many computers to its end. Rejects when one of them does not end Provisioned. */
async function playStory(computers: number, run: number): Promise<Cost> {
  const beganMs = cpuMs();
  const moments = { connected: Number.NaN, provisioned: Number.NaN };
  const story = await playAdatum(planFor(computers), {
    seed: `bench ${run}`,
    network: 'memory',
    onMoment: (moment) => {
      moments[moment] = cpuMs();
    },
  });
  const states = story.plan.computers.map(({ shortName }) => story.computer(shortName)?.amtStatus);
  await story.close();
  if (states.length !== computers || states.some((state) => state !== AMT_PROVISIONED))
    throw new Error(`not all Provisioned: ${JSON.stringify(states)} ${JSON.stringify(story.stopped)}`);
  return { wholeMs: cpuMs() - beganMs, provisioningMs: moments.provisioned - moments.connected };
}

function planFor(computers: number): AdatumPlan {
  const plan = smallPlan();
  plan.computers.splice(0, plan.computers.length);
  for (let number = 1; number <= computers; number += 1) plan.computers.push(deliveredComputer(number));
  plan.network.dhcp.freeAddresses = Math.max(plan.network.dhcp.freeAddresses, computers);
  return plan;
}
