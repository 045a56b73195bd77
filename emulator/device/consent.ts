/** Who at the PC has to agree before somebody from outside may take over (IPS_OptInService). */
export interface ConsentState {
  /** 0 nobody, 1 for KVM only, 4294967295 for every redirection. */
  readonly required: 0 | 1 | 4_294_967_295;
}

/** Consent on a new machine. */
export const factoryConsent: ConsentState = { required: 1 };
