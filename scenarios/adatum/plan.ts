/**
 * Everything that A. Datum decides, buys, builds and types, as plain data: the happy path. A negative row changes one
 * thing in it and nothing else, so what a person may get wrong is a value here and never a branch in the story.
 */
export interface AdatumPlan {
  readonly company: {
    domain: string;
    netbiosName: string;
    /** Wall time at which the story begins, ISO 8601. */
    beginsAt: string;
  };
  readonly directory: {
    /** Relative distinguished name of the OU for published AMT computer objects. */
    ouName: string;
    /** The OU is deleted after the component was configured. */
    ouDeletedLater: boolean;
    /** What the site server may do on the OU. */
    siteServerRights: 'full-control-and-children' | 'full-control-this-object' | 'none';
    /** Members of `ConfigMgr Out Band Service Points`. */
    servicePointsGroup: string[];
    /** Members of `ConfigMgr Primary Site Servers`. */
    siteServersGroup: string[];
    /** The servers are restarted after they were put into their groups, so that their tokens know. */
    restartedAfterGrouping: boolean;
  };
  readonly network: {
    dhcp: {
      scopeActive: boolean;
      /** Free addresses in the scope. */
      freeAddresses: number;
      /** Option 006; empty when the option is absent. */
      dnsServers: string[];
      /** Option 015; undefined when the option is absent. */
      domainName: string | undefined;
      /** The DHCP server registers A records for its leases. */
      updatesDns: boolean;
      /** Reservations by MAC, made before delivery for management before the OS exists. */
      reserveDelivered: boolean;
    };
    dns: {
      acceptsUpdates: boolean;
      /** A `ProvisionServer` record of somebody else that exists already: its target, and who owns it. */
      foreignAlias: { target: string; owner: string } | undefined;
      /** Host records made by hand for the names of the CSV. */
      hostRecordsByHand: boolean;
    };
    /** Ports that a firewall between the clients and the server drops, in the direction given. */
    blocked: { port: number; direction: 'to-server' | 'to-clients' }[];
  };
  readonly server: {
    /** Empty when the site system has no intranet FQDN. */
    fqdn: string;
    hotfixes: string[];
    winRmVersion: string | undefined;
  };
  readonly authority: {
    kind: 'enterprise' | 'stand-alone';
    edition: 'Standard' | 'Enterprise';
    keyBits: 2048 | 4096;
    /** Does not answer when the computers arrive. */
    isDownAtDelivery: boolean;
    webServerTemplate: {
      version: 2 | 3;
      isIssued: boolean;
      managerApproval: boolean;
      extendedKeyUsage: 'server-authentication' | 'client-authentication';
      /** Somebody gives the template that usage only after Tommy selected it, as one for server authentication. */
      usageChangedAfterSelection: boolean;
    };
  };
  readonly provisioningCertificate: {
    commonName: string;
    /** Intel's OID in the extended key usage. */
    withIntelOid: boolean;
    organizationalUnit: string | undefined;
    /** Days from issue to expiry. */
    validDays: number;
    installedOn: 'server15' | 'another-machine';
    /** The CA's intermediate and root are in the computer store of the server. */
    chainInstalled: boolean;
    exported: 'pfx' | 'pfx-leaf-only' | 'cer';
    /** What was typed at the export, and what is typed on the General tab. */
    exportPassword: string;
    typedPassword: string;
  };
  readonly site: {
    siteType: 'primary' | 'secondary';
    servicePack: 'SP1' | 'SP2';
    allowOutOfBandProvisioning: boolean;
    registerAlias: boolean;
    mebxPassword: string;
    /** Groups and users with all AMT features; empty for none. */
    userAccounts: { name: string; features: 'all' | string[] }[];
    serialOverLanAndIdeRedirection: boolean;
    /** The site database is a file that can be looked into; otherwise it lives in memory, which is faster. */
    databaseOnDisk: boolean;
    provisioningAccounts: { name: string; password: string }[];
  };
  import: {
    isRun: boolean;
    collection: string;
    hasHeadings: boolean;
    /** Makes the file from the purchase list; a negative row writes something else. */
    csv: (computers: readonly DeliveredComputer[]) => string | Buffer;
  };
  computers: DeliveredComputer[];
  readonly operation: {
    /** Days from the import until the computers are delivered and connected. */
    daysUntilDelivery: number;
    /** Virtual hours that the service point is down from the moment the computers get power. */
    servicePointDownHours: number;
    /** AMT takes no connection for two and a half minutes from the moment this stage is done; undefined when all holds. */
    breaksAfterStage: string | undefined;
    /** How long Tommy watches, virtual hours. */
    watchedHours: number;
  };
}

/** A computer as the manufacturer delivers it and as people connect it. */
export interface DeliveredComputer {
  readonly shortName: string;
  readonly fqdn: string;
  readonly uuid: string;
  readonly mac: string;
  /** Firmware profile. */
  readonly release: string;
  /** A version of its own that the firmware reports instead of the profile's. */
  readonly firmwareVersion: string | undefined;
  /** MEBx password as delivered, `admin` unless somebody changed it. */
  readonly mebxPassword: string;
  /** Address or name typed into MEBx, empty for the default. */
  readonly provisioningServer: string;
  /** The manufacturer's firmware has the root of the external CA among its hashes. */
  readonly rootInFirmware: boolean;
  /** The self-signed certificate carries date zero (units upgraded to 3.2.1 from an earlier 3.x). */
  readonly dateZeroCertificate: boolean;
  readonly power: 'connected' | 'not-connected';
  readonly cable: 'integrated' | 'add-in';
  /** Version of a Configuration Manager client that the computer already runs. */
  readonly clientVersion: string | undefined;
  /** The name under which the OS is installed later; undefined when it is not installed in this story. */
  readonly osFqdn: string | undefined;
}

export const SERVER15 = 'server15.adatum.com';
export const SITE_SERVER_ACCOUNT = 'ADATUM\\SERVER01$';
export const SERVICE_POINT_ACCOUNT = 'ADATUM\\SERVER15$';
export const SERVICE_POINTS_GROUP = 'ConfigMgr Out Band Service Points';
export const SITE_SERVERS_GROUP = 'ConfigMgr Primary Site Servers';
export const HELPDESK_GROUP = 'ADATUM\\AMT Helpdesk';
export const HOTFIX = '942841';
export const COLLECTION = 'New AMT computers';

/** The story as it should go. */
export function happyPlan(): AdatumPlan {
  return {
    company: { domain: 'adatum.com', netbiosName: 'ADATUM', beginsAt: '2008-05-19T07:00:00Z' },
    directory: {
      ouName: 'OOB Controllers',
      ouDeletedLater: false,
      siteServerRights: 'full-control-and-children',
      servicePointsGroup: [SERVICE_POINT_ACCOUNT],
      siteServersGroup: [SITE_SERVER_ACCOUNT],
      restartedAfterGrouping: true,
    },
    network: {
      dhcp: {
        scopeActive: true,
        freeAddresses: 100,
        dnsServers: ['10.15.0.2'],
        domainName: 'adatum.com',
        updatesDns: true,
        reserveDelivered: false,
      },
      dns: { acceptsUpdates: true, foreignAlias: undefined, hostRecordsByHand: false },
      blocked: [],
    },
    server: { fqdn: SERVER15, hotfixes: [HOTFIX], winRmVersion: '1.1' },
    authority: {
      kind: 'enterprise',
      edition: 'Enterprise',
      keyBits: 2048,
      isDownAtDelivery: false,
      webServerTemplate: {
        version: 2,
        isIssued: true,
        managerApproval: false,
        extendedKeyUsage: 'server-authentication',
        usageChangedAfterSelection: false,
      },
    },
    provisioningCertificate: {
      commonName: SERVER15,
      withIntelOid: false,
      organizationalUnit: 'Intel(R) Client Setup Certificate',
      validDays: 365,
      installedOn: 'server15',
      chainInstalled: true,
      exported: 'pfx',
      exportPassword: 'Export!Passw0rd',
      typedPassword: 'Export!Passw0rd',
    },
    site: {
      siteType: 'primary',
      servicePack: 'SP1',
      allowOutOfBandProvisioning: false,
      registerAlias: true,
      mebxPassword: 'Mebx!Passw0rd',
      userAccounts: [{ name: HELPDESK_GROUP, features: 'all' }],
      serialOverLanAndIdeRedirection: true,
      databaseOnDisk: true,
      provisioningAccounts: [],
    },
    import: { isRun: true, collection: COLLECTION, hasHeadings: false, csv: csvOf },
    computers: [1, 2, 3].map((number) => deliveredComputer(number, { osFqdn: `desk00${number}.adatum.com` })),
    operation: { daysUntilDelivery: 0, servicePointDownHours: 0, breaksAfterStage: undefined, watchedHours: 2 },
  };
}

/** Negative rows need one computer, unless their sentence is about several, and no operating system on it. */
export function smallPlan(): AdatumPlan {
  const plan = happyPlan();
  plan.computers = [deliveredComputer(1)];
  plan.site.databaseOnDisk = false;
  return plan;
}

/** `DESK001`, `DESK002`, ... as ordered: nobody has touched it. */
export function deliveredComputer(number: number, changes: Partial<DeliveredComputer> = {}): DeliveredComputer {
  const digits = String(number).padStart(3, '0');
  return {
    shortName: `DESK${digits}`,
    fqdn: `desk${digits}.adatum.com`,
    uuid: `4c4c4544-0044-4${digits}-8041-c2c04f4d3231`,
    mac: `00:1e:67:00:00:${number.toString(16).padStart(2, '0')}`,
    release: '3.2.1',
    firmwareVersion: undefined,
    mebxPassword: 'admin',
    provisioningServer: '',
    rootInFirmware: true,
    dateZeroCertificate: false,
    power: 'connected',
    cable: 'integrated',
    clientVersion: undefined,
    osFqdn: undefined,
    ...changes,
  };
}

/** The documented form: short name, FQDN, SMBIOS GUID, MAC; no line of headings. */
export function csvOf(computers: readonly DeliveredComputer[]): string {
  return computers
    .map((one) => `${one.shortName},${one.fqdn},${one.uuid.toUpperCase()},${one.mac.toUpperCase()}\r\n`)
    .join('');
}
