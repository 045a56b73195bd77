/** ACPI sleep states that are modelled: running, suspended to memory, hibernating, switched off. */
export type SleepState = 0 | 3 | 4 | 5;
