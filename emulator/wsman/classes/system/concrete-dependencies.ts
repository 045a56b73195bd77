import { keyOfCertificate } from '../../../device/certificate-store.ts';
import type { CallContext, Instance } from '../../declaration.ts';
import { certificateId, certificateUris, keyId, referenceTo } from '../security/certificate-references.ts';
import { paired, type Ends, type Pairing } from '../served.ts';
import { identityInRole } from './element-links.ts';

const ENDS: Ends = ['Antecedent', 'Dependent'];

/** A wireless network and the 802.1X settings that it uses have one name. */
const wirelessAuthentication: Pairing = {
  one: 'CIM_WiFiEndpointSettings',
  other: 'CIM_IEEE8021xSettings',
  fits: (network, authentication) =>
    authentication.className === 'CIM_IEEE8021xSettings' &&
    network.instance['ElementName'] === authentication.instance['ElementName'],
};

/** A certificate and the key pair that it is for, where the store has both. */
function keysOfCertificates({ state }: CallContext): readonly Instance[] {
  return state.certificates.certificates.flatMap(({ handle }) => {
    const key = keyOfCertificate(state, handle);
    return key === undefined
      ? []
      : [
          {
            Antecedent: referenceTo(certificateUris.key, keyId(key.handle)),
            Dependent: referenceTo(certificateUris.certificate, certificateId(handle)),
          },
        ];
  });
}

/** CIM_ConcreteDependency: accounts and roles (recorded), keys and certificates, wireless networks and 802.1X. */
export function concreteDependencies(context: CallContext): readonly Instance[] {
  return [
    ...paired(context, [identityInRole], ENDS),
    ...keysOfCertificates(context),
    ...paired(context, [wirelessAuthentication], ENDS),
  ];
}
