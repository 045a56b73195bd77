/** The out of band management component's properties, tab by tab, as the site keeps them. */
export interface Settings {
  readonly site: SiteSettings;
  readonly general: GeneralSettings;
  readonly amt: AmtSettings;
  readonly provisioning: ProvisioningSettings;
  readonly servicePoint: ServicePointSettings;
}

/** The site that the role belongs to. */
export interface SiteSettings {
  /** Three letters or digits: `CEN`. */
  readonly siteCode: string;
  readonly siteType: 'primary' | 'secondary';
  readonly servicePack: 'SP1' | 'SP2';
  /** Account of the site server: `ADATUM\SERVER15$`. */
  readonly siteServerAccount: string;
  /** DNS domain in which the alias is registered: `adatum.com`. */
  readonly dnsDomain: string;
}

/** The General tab. MEBx password and PFX file are secret. */
export interface GeneralSettings {
  /** Active Directory container: distinguished name of the OU. */
  readonly container: string;
  readonly mebxPassword: string;
  /** SP2 only; SP1 has no such gate. */
  readonly allowOutOfBandProvisioning: boolean;
  readonly registerAlias: boolean;
  readonly provisioningPort: number;
  readonly provisioningCertificate: { readonly pfxBase64: string; readonly password: string } | undefined;
  readonly webServerTemplate: { readonly authority: string; readonly template: string } | undefined;
}

/** A user or group of the AMT Settings tab, and what it may do. */
export interface AmtUserAccount {
  /** `ADATUM\AMT Helpdesk`. */
  readonly name: string;
  /** AMT features by name; see `features.ts`. */
  readonly features: readonly string[];
}

/** The AMT Settings tab. */
export interface AmtSettings {
  readonly userAccounts: readonly AmtUserAccount[];
  readonly enableSerialOverLanAndIdeRedirection: boolean;
  readonly enablePingResponses: boolean;
  readonly enableBiosPasswordBypass: boolean;
  readonly enableWebInterface: boolean;
  readonly manageability: 'HostIsOnS0' | 'AlwaysOnS0S5';
  readonly kerberosClockToleranceMinutes: number;
  readonly defaultIdeRedirectImage: string;
}

/** The Provisioning Settings tab. Passwords are secret. */
export interface ProvisioningSettings {
  /** AMT Provisioning and Discovery Accounts, in order. */
  readonly accounts: readonly { readonly name: string; readonly password: string; readonly description: string }[];
}

/** Properties of the role: how often and how patiently it tries. */
export interface ServicePointSettings {
  readonly retries: number;
  readonly retryDelayMinutes: number;
  readonly workers: number;
  readonly helloConnections: number;
  readonly connectTimeoutMs: number;
  readonly requestTimeoutMs: number;
  /** `AMT object naming`: `{host}` is replaced by the short name. Public sources disagree, so it is data. */
  readonly accountNameTemplate: string;
  readonly enableCrlChecking: boolean;
}
