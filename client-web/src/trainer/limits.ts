// What the server asks of a trainer's input, so that a form can say it before it is sent.
export const PASSWORD_MIN = 10;
export const CLASS_NAME_MAX = 80;
export const FOCUS_MAX = 3;
export const WHISPER_MAX = 240;
export const NOTE_MAX = 400;
export const DAYS_MAX = 3650;
