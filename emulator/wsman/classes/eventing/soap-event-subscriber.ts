import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

export const soapEventSubscriber: ClassDeclaration = {
  name: 'AMT_SOAPEventSubscriber',
  uri: classUri('AMT_SOAPEventSubscriber'),
  parent: 'AMT_EventSubscriber',
  properties: [],
  declaresCommon: false,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
