/** Posture for network access control (AMT_EndpointAccessControlService). */
export interface EndpointAccessState {
  readonly enabled: boolean;
  /** 1 NAC, 2 NAP, 3 both. */
  readonly vendors: number;
  /** 1 SHA-1, 2 SHA-256, 3 SHA-384. */
  readonly hashAlgorithm: number;
}

/** Off; which vendors and hash a new device has is assumed. */
export const factoryEndpointAccess: EndpointAccessState = { enabled: false, vendors: 3, hashAlgorithm: 1 };
