/** What the editor stores when a user enters an ID in a field that can also be chosen from a list. */
export const byId = (value: unknown) => ({ __rl: true, mode: 'id', value: String(value) });
