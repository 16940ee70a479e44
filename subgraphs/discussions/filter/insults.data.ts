/** Words that nobody should be called, by language: those that are held, and those at which a moderator looks. */
export const insults: Readonly<Record<string, { readonly hold: readonly string[]; readonly flag: readonly string[] }>> =
  {
    en: {
      hold: ['asshole', 'bastard', 'bitch', 'cunt', 'motherfucker', 'retard', 'slut', 'whore', 'wanker'],
      flag: ['idiot', 'moron', 'stupid', 'dumbass', 'fuck', 'fucking', 'shit', 'shut up', 'loser'],
    },
    de: {
      hold: ['arschloch', 'fotze', 'hurensohn', 'missgeburt', 'wichser', 'schlampe'],
      flag: ['idiot', 'depp', 'trottel', 'scheisse', 'blödmann', 'vollidiot'],
    },
    es: {
      hold: ['hijo de puta', 'puta', 'cabrón', 'maricón', 'zorra'],
      flag: ['idiota', 'estúpido', 'imbécil', 'mierda', 'tonto'],
    },
    fr: {
      hold: ['connard', 'salope', 'enculé', 'fils de pute', 'pute'],
      flag: ['idiot', 'imbécile', 'crétin', 'merde', 'débile'],
    },
    ar: { hold: ['شرموطة', 'عاهرة', 'كس امك'], flag: ['غبي', 'حمار', 'كلب'] },
  };
