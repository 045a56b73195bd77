/** Something that the subscriber wants to find in the header of every event (WS-Addressing reference parameter). */
export interface ReferenceParameter {
  readonly uri: string;
  readonly local: string;
  readonly text: string;
}

/** A WS-Eventing subscription: a filter collection, and where its events go. `password` is secret. */
export interface EventSubscription {
  readonly handle: number;
  /** InstanceID of the CIM_FilterCollection. */
  readonly collection: string;
  readonly destination: string;
  readonly mode: 'push' | 'push-with-ack';
  readonly parameters: readonly ReferenceParameter[];
  /** Digest credentials for the listener, empty when it needs none. */
  readonly user: string;
  readonly password: string;
  /** Device time of the subscription, milliseconds since 1970. */
  readonly startedAtMs: number;
  /** Seconds that were granted; 0 does not expire. */
  readonly durationSeconds: number;
  /** Device time of its end, milliseconds since 1970; 0 never. */
  readonly expiresAtMs: number;
}

/** All subscriptions, oldest first. */
export interface SubscriptionsState {
  readonly entries: readonly EventSubscription[];
  readonly nextHandle: number;
}

/** Nobody has subscribed. */
export const factorySubscriptions: SubscriptionsState = { entries: [], nextHandle: 1 };
