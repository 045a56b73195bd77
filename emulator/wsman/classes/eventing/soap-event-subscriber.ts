import { classUri } from '../../namespaces.ts';
import type { ClassDeclaration } from '../../declaration.ts';
import { CLASS_REFERENCE } from '../service-shape.ts';

/** Subscribers of the legacy interface; gone with it. Nothing subscribes over that interface here, so there are none. */
export const soapEventSubscriber: ClassDeclaration = {
  name: 'AMT_SOAPEventSubscriber',
  uri: classUri('AMT_SOAPEventSubscriber'),
  parent: 'AMT_EventSubscriber',
  until: '9.0',
  properties: [],
  declaresCommon: false,
  readRealms: [3, 7],
  writeRealms: [3, 7],
  evidence: 'assumed',
  source: CLASS_REFERENCE,
  instances: () => [],
};
