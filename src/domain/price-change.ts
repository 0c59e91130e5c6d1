export const TOLD_HOW = ['phone', 'in_person', 'family'] as const;
