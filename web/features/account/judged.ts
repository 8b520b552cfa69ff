interface Chosen {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

const SHORTEST = 8;

/** What of a new account the server judges before it is sent: a password that is long enough to be one. */
export const judgedOf = ({ name, email, password }: Chosen) =>
  password.length < SHORTEST ? {} : { password, personal: [name.slice(0, 200), email.slice(0, 254)] };
