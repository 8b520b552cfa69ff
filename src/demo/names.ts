/** Names that many people have, from many places; whom they stand for nobody is. */
export const GIVEN_NAMES: readonly string[] = [
  'Ada Aisha Amir Ana Anders Aoife Arjun Beatriz Bruno Carla Chen Chidi Clara Daan Daria David Diego',
  'Elena Elif Emil Emma Farah Felix Fiona Gabriel Greta Hana Hugo Ines Ivan Jana Jonas Kofi Laila Lars',
  'Lena Liam Lucia Magda Marek Maya Mehmet Milan Nadia Nils Noor Olga Oscar Paula Pavel Priya Rafael',
  'Rosa Sami Sara Sofia Tariq Tess Tomas Vera Viktor Yara Yusuf Zoe',
].flatMap((line) => line.split(' '));

export const FAMILY_NAMES: readonly string[] = [
  'Adler Almeida Andersen Bakker Banerjee Becker Berg Brandt Castro Cohen Costa Demir Diallo Dietrich',
  'Dubois Engel Falk Farkas Fischer Garcia Gomes Haas Hansen Hoffmann Horvat Ivanova Jansen Kaya Keller',
  'Kim Koch Kowalski Kruger Lang Larsen Lehmann Lopez Marino Mensah Meyer Moreau Moretti Nowak Okafor',
  'Olsen Patel Peters Pinto Quinn Ramos Richter Rossi Santos Schulz Sharma Silva Simon Sorensen Szabo',
  'Tanaka Vargas Vogel Wagner Weber Winter Wolf Yilmaz Zhang Zimmermann',
].flatMap((line) => line.split(' '));
