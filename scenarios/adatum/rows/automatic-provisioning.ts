import { createHash, X509Certificate } from 'node:crypto';
import type { Witness } from '../../narrator/witness.ts';
import type { StreamRecord } from '../../world/network/transcript.ts';
import type { AdatumStory } from '../play.ts';
import type { AdatumRow } from './row.ts';
import { certificatesOf, clearHandshake, readHello, TLS_MESSAGE, TLS_RECORD, tlsRecords } from './captured-bytes.ts';
import { deviceOf, eventsOf, logged } from './looking.ts';
import { inVariant } from './variant.ts';

const MINUTE_MS = 60_000;
const TLS_1_0 = 0x0301;

/** SHA-1 of the root of the bought certificate, from the files that the external CA sent. */
function boughtRootSha1(story: AdatumStory): string {
  const root = story.pki?.order?.answer?.chainPem.at(-1);
  return root === undefined ? '' : createHash('sha1').update(new X509Certificate(root).raw).digest('hex');
}

/** The first connection of the service point to the computer's AMT, as the tap on the wire saw it. */
function firstSession(story: AdatumStory, shortName: string, witness: Witness): StreamRecord {
  const [first] = story.company.fabric.transcript
    .streamsTo(16_993)
    .filter(({ from, to }) => from.host === 'server15' && to.host === shortName);
  return witness.found('W', `connection from server15 to ${shortName}:16993`, first);
}

/** AD-43 to AD-49: from the lease to the first answer that AMT gives to its administrator. */
export const automaticProvisioningRows: readonly AdatumRow[] = [
  {
    id: 'AD-43',
    title:
      'The firmware is leased an address with DHCP options 006 and 015, asks DNS for ProvisionServer with the suffix adatum.com, and the alias leads it to server15.adatum.com.',
    channels: ['DHCP', 'DNS'],
    observe: lookAtAddressAndAlias,
  },
  {
    id: 'AD-44',
    title:
      'The firmware says hello to the service point soon after power came, with its UUID and the list of root hashes; while nobody answers, again each minute for five minutes, every five minutes for an hour, hourly for 23 hours.',
    channels: ['W', 'CLK'],
    observe: lookAtHellos,
  },
  {
    id: 'AD-45',
    title: 'The service point finds the imported record that has the UUID of the hello message.',
    channels: ['LOG'],
    observe(story, witness) {
      for (const [index, { shortName, uuid }] of story.plan.computers.entries()) {
        const received = logged(story, 'hello.received').filter(({ fields }) => fields['uuid'] === uuid);
        witness.saw('LOG', `hello of ${uuid} received`, received.length > 0);
        const [queued] = logged(story, 'hello.queued').filter(({ fields }) => fields['uuid'] === uuid);
        const imported = story.importResult?.kind === 'imported' ? story.importResult.resourceIds[index] : undefined;
        witness.equal(
          'LOG',
          `record that the hello of ${shortName} belongs to`,
          queued?.fields['resourceId'],
          imported,
        );
      }
      witness.equal('LOG', 'hello messages of unknown computers', logged(story, 'hello.unknown-uuid').length, 0);
    },
  },
  {
    id: 'AD-46',
    title: 'The service point finds one hash of the hello message that is the root of its provisioning certificate.',
    channels: ['LOG'],
    observe(story, witness) {
      const root = boughtRootSha1(story);
      const [hello] = eventsOf(deviceOf(story, 'DESK001'), 'hello');
      const hashes = hello === undefined ? [] : readHello(hello.bytesHex).hashes;
      witness.equal('W', `hashes of the hello that are ${root}`, hashes.filter(({ hex }) => hex === root).length, 1);
      const matches = logged(story, 'hello.root-match').length;
      witness.equal('LOG', 'computers whose hash matched', matches, story.plan.computers.length);
      witness.equal('LOG', 'hellos without a match', logged(story, 'hello.no-root-match').length, 0);
      witness.equal('DB', 'root of the loaded certificate', story.servicePoint.loadedCertificate()?.rootSha1, root);
    },
  },
  {
    id: 'AD-47',
    title:
      'The service point connects to AMT with TLS and shows the chain of its provisioning certificate with the root in it.',
    channels: ['W'],
    observe(story, witness) {
      const { headOut, headIn } = firstSession(story, 'DESK001', witness);
      const messages = clearHandshake(tlsRecords(headOut));
      witness.equal('W', 'first message of server15', messages[0]?.type, TLS_MESSAGE.clientHello);
      const agreed = clearHandshake(tlsRecords(headIn)).find(({ type }) => type === TLS_MESSAGE.serverHello);
      witness.equal('W', 'version of ServerHello', agreed?.body.readUInt16BE(0), TLS_1_0);
      const shown = messages.find(({ type }) => type === TLS_MESSAGE.certificate);
      const chain = certificatesOf(witness.found('W', 'Certificate message of server15', shown).body);
      witness.saw(
        'W',
        `leaf for ${story.plan.server.fqdn}: ${chain[0]?.subject.replaceAll('\n', ', ')}`,
        chain[0]?.subject.split('\n').includes(`CN=${story.plan.server.fqdn}`) === true,
      );
      const root = chain.at(-1);
      witness.equal('W', 'issuer of the last certificate', root?.issuer, root?.subject);
      const hash = root === undefined ? '' : createHash('sha1').update(root.raw).digest('hex');
      witness.equal('W', 'SHA-1 of the last certificate', hash, boughtRootSha1(story));
    },
  },
  {
    id: 'AD-48',
    title:
      'The firmware accepts the chain: its hash is in the list, it is valid, it is meant for AMT setup by OU or extended key usage, and the last two labels of its name are adatum.com.',
    channels: ['W'],
    observe: lookAtAcceptance,
  },
  {
    id: 'AD-49',
    title: 'The service point authenticates as admin with the factory password by HTTP Digest.',
    channels: ['W'],
    observe(story, witness) {
      const device = deviceOf(story, 'DESK001');
      const [challenge, answer] = eventsOf(device, 'http');
      witness.equal('W', 'first answer, with the Digest challenge', challenge?.status, 401);
      witness.equal('W', 'status of the answer after that', answer?.status, 200);
      witness.equal('W', 'user that it was given to', answer?.user, 'admin');
      const wrong = device.decisions.find(({ code }) => code === 'http.digest.wrong-response');
      witness.saw('W', 'no wrong password before', wrong === undefined || wrong.atMs >= (answer?.atMs ?? Infinity));
      const { resourceId } = story.computer('DESK001') ?? {};
      const tried = logged(story, 'oob.account.tried').find(({ fields }) => fields['resourceId'] === resourceId);
      witness.equal('LOG', 'account that was tried', tried?.fields['account'], 'default factory account');
      const took = logged(story, 'oob.account.succeeded').find(({ fields }) => fields['resourceId'] === resourceId);
      witness.equal('LOG', 'account that opened AMT', took?.fields['account'], 'default factory account');
    },
  },
];

function lookAtAddressAndAlias(story: AdatumStory, witness: Witness): void {
  const { dhcp, dns } = story.company;
  for (const { shortName, mac } of story.plan.computers) {
    const device = deviceOf(story, shortName);
    const address = device.address?.address;
    const ack = dhcp.log.find((entry) => entry.event === 'ack' && entry.mac === mac && entry.address === address);
    const { options } = witness.found('DHCP', `lease of ${address} for the MAC address ${mac}`, ack);
    witness.saw('DHCP', `options 6 and 15 among ${options.join(', ')}`, options.includes(6) && options.includes(15));
    const asked = dns.queryLog.filter(
      ({ from, name }) => from === address && name.toLowerCase() === 'provisionserver.adatum.com',
    );
    const [answered] = asked;
    const { answers } = witness.found('DNS', `query of ${address} for ProvisionServer.adatum.com`, answered);
    witness.equal('DNS', 'answers', answers, ['CNAME server15.adatum.com', 'A 10.15.0.15']);
  }
}

async function lookAtHellos(story: AdatumStory, witness: Witness): Promise<void> {
  for (const { shortName, uuid } of story.plan.computers) {
    const device = deviceOf(story, shortName);
    const first = witness.found('W', `hello message of ${shortName}`, eventsOf(device, 'hello')[0]);
    witness.equal('W', 'destination', first.to, '10.15.0.15:9971');
    const hello = readHello(first.bytesHex);
    witness.equal('W', 'message version', hello.version, 3);
    witness.equal('W', 'UUID in SMBIOS octet order', hello.uuid, uuid);
    const trusted = device.state.setup.hashes.filter(({ isActive }) => isActive).map(({ hex }) => hex);
    witness.saw('W', `${hello.hashes.length} root hashes`, hello.hashes.length > 0);
    witness.saw(
      'W',
      'hashes of the firmware',
      hello.hashes.every(({ hex }) => trusted.includes(hex)),
    );
    const waitMs = first.atMs - (story.connectedAtMs ?? Number.NaN);
    witness.saw('CLK', `${waitMs / 1000} s after power`, waitMs >= 0 && waitMs < MINUTE_MS);
  }
  const nobody = (plan: AdatumStory['plan']): void => {
    plan.operation.servicePointDownHours = 26;
    plan.operation.watchedHours = 26;
  };
  await inVariant(story, 'AD-44', nobody, (variant) => lookAtCadence(variant, witness));
}

/** What the tap saw of a computer that nobody answers: one attempt to connect to port 9971 a hello. */
function lookAtCadence(variant: AdatumStory, witness: Witness): void {
  const attempts = variant.company.fabric.transcript.streamsTo(9971).filter(({ from }) => from.host === 'DESK001');
  const [first] = attempts;
  const startMs = first?.atMs ?? Number.NaN;
  const minutes = attempts.map(({ atMs }) => Math.round(((atMs - startMs) / MINUTE_MS) * 100) / 100);
  const within = (from: number, until: number): readonly number[] =>
    minutes.filter((minute) => minute >= from && minute < until);
  witness.equal('CLK', 'minutes of the first five', within(0, 5), [0, 1, 2, 3, 4]);
  const hour = Array.from({ length: 12 }, (_, index) => 5 + 5 * index);
  witness.equal('CLK', 'minutes of the hour after that', within(5, 65), hour);
  const day = Array.from({ length: 23 }, (_, index) => 65 + 60 * index);
  witness.equal('CLK', 'minutes of the 23 hours after that', within(65, 65 + 23 * 60), day);
  witness.equal('W', 'hellos after that', within(65 + 23 * 60, Infinity).length, 0);
}

function lookAtAcceptance(story: AdatumStory, witness: Witness): void {
  const { headIn } = firstSession(story, 'DESK001', witness);
  const types = tlsRecords(headIn).map(({ type }) => type);
  const finished = types.indexOf(TLS_RECORD.changeCipherSpec);
  witness.saw('W', 'ChangeCipherSpec of AMT', finished >= 0);
  witness.saw('W', 'answers over the finished session', types.indexOf(TLS_RECORD.applicationData) > finished);
  const refusedWith = types.indexOf(TLS_RECORD.alert);
  witness.saw('W', 'no alert before the answers', refusedWith < 0 || refusedWith > finished);
  const { decisions } = deviceOf(story, 'DESK001');
  const said = (rule: string): (typeof decisions)[number] => {
    const decision = decisions.find(({ code }) => code === `setup.chain.rule.${rule}`);
    const found = witness.found('W', `rule ${rule}`, decision);
    witness.equal('W', `verdict on ${rule}`, found.verdict, 'accepted');
    return found;
  };
  witness.equal('W', 'root that matched', said('root-listed').inputs['root'], `sha1:${boughtRootSha1(story)}`);
  witness.equal('W', 'certificates out of their time', said('validity').inputs['outside'], []);
  witness.equal('W', 'units', said('client-setup').inputs['units'], ['Intel(R) Client Setup Certificate']);
  const { inputs } = said('domain-suffix');
  const compared = [inputs['comparedDevice'], inputs['comparedName']];
  witness.equal('W', 'labels compared', compared, ['adatum.com', 'adatum.com']);
}
