import { decodeHello, type HelloMessage } from '../hello/hello-message.ts';
import type { Endpoint } from '../ports/link.ts';
import type { RunQueue } from '../queue/run-queue.ts';
import { decideHello, type HelloFacts, type KnownComputer } from './hello-decision.ts';
import type { SiteState } from './site-state.ts';

/** Keeps a hello message on disk first, then decides what becomes of it. */
export function acceptHello(
  state: SiteState,
  queue: RunQueue,
  message: HelloMessage,
  from: Endpoint,
  bytes: Buffer,
): void {
  const { address, port } = from;
  const receivedAtMs = state.ports.clock.nowMs();
  const helloId = state.store.inbox.accept({ uuid: message.uuid, address, port, receivedAtMs, bytes });
  handleHello(state, queue, helloId, message, address);
}

/** Decides about messages that an earlier life accepted and did not get to. */
export function resumeHellos(state: SiteState, queue: RunQueue): void {
  const owned = new Set(state.store.queue.open().map(({ helloId }) => helloId));
  for (const { helloId, bytes, address } of state.store.inbox.open()) {
    if (!owned.has(helloId)) handleHello(state, queue, helloId, decodeHello(bytes), address);
  }
}

function handleHello(state: SiteState, queue: RunQueue, helloId: number, message: HelloMessage, address: string): void {
  const { store, log, settings, certificate } = state;
  if (settings === undefined) return;
  const nowMs = state.ports.clock.nowMs();
  const computer = knownComputer(state, message.uuid);
  const decision = decideHello({ hello: factsOf(message), computer, settings, certificate, nowMs });
  log.write(decision.remark.id, decision.remark.fields);
  if (decision.kind === 'discard') {
    store.inbox.release(helloId);
    return;
  }
  const { resourceId } = decision;
  const { uuid } = message;
  store.computers.change(resourceId, { ip: address });
  const outcome = queue.add({ resourceId, kind: 'provision', address, helloId });
  if (outcome === 'already-queued') store.inbox.release(helloId);
  log.write(outcome === 'queued' ? 'hello.queued' : 'hello.already-queued', { uuid, resourceId });
}

function knownComputer(state: SiteState, uuid: string): KnownComputer | undefined {
  const stored = state.store.computers.byUuid(uuid);
  if (stored === undefined) return undefined;
  const { resourceId, amtStatus, suppressAutoProvision, hasClient } = stored;
  const heldBackUntilMs = state.heldBack.get(resourceId);
  return { resourceId, amtStatus, suppressAutoProvision, hasClient, heldBackUntilMs };
}

function factsOf(message: HelloMessage): HelloFacts {
  return { uuid: message.uuid, rootHashes: message.version === 3 ? message.hashes.map(({ hash }) => hash) : [] };
}
