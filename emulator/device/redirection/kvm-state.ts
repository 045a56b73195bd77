/** Keyboard, video and mouse over the network (CIM_KVMRedirectionSAP, IPS_KVMRedirectionSettingData). */
export interface KvmState {
  /** Switched by RequestStateChange. */
  readonly enabled: boolean;
  /** Switched in MEBx; nothing on the network overrules it. */
  readonly enabledByMebx: boolean;
  /** Plain RFB on port 5900, which needs a password. */
  readonly port5900Enabled: boolean;
  /** Exactly 8 characters, or empty while there is none. Secret. */
  readonly rfbPassword: string;
  readonly sessionTimeoutMinutes: number;
  readonly policyTimeoutSeconds: number;
  /** 0 to 2; 255 none. */
  readonly defaultScreen: number;
  readonly backToBackFrames: boolean;
  readonly doubleBufferEnabled: boolean;
  /** 1 off, 2 automatic, 3 on. */
  readonly lowResolutionDecimation: number;
}

/** KVM on a new machine: values of published answers of IPS_KVMRedirectionSettingData; that it is on is assumed. */
export const factoryKvm: KvmState = {
  enabled: true,
  enabledByMebx: true,
  port5900Enabled: false,
  rfbPassword: '',
  sessionTimeoutMinutes: 3,
  policyTimeoutSeconds: 300,
  defaultScreen: 0,
  backToBackFrames: false,
  doubleBufferEnabled: true,
  lowResolutionDecimation: 2,
};
