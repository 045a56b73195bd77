import type { ClassDeclaration } from '../declaration.ts';
import { engineClasses } from './engine-classes.ts';
import { trustClasses } from './trust-classes.ts';

/** Every class the firmware serves, as declarations. */
export const classDeclarations: readonly ClassDeclaration[] = [...engineClasses, ...trustClasses];
