/** Whether what was typed is a number of days at all; how many there may be is for the server to say. */
export const isWholeDays = (days: string): true | string => /^\d{1,5}$/.test(days) || 'Give a number of days.';
