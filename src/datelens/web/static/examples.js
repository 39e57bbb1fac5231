// What there is to click on: the dates of the tutorial that this project grew from, and one in each of twelve scripts.

export const TUTORIAL = [
  "5 Jan 2016", "26th January 2016", "3 April 1989", "5 Dec 09", "Sat 8 Jun 2017", "2016 January 5", "January 2016 5",
  "January 2016 05", "Saturday 9 May 2018", "July 8th 1867", "July 8th 1999", "November 5, 2016", "5th November 2016",
  "03/04/2021",
];

export const SCRIPTS = [
  ["2011ko maiatzaren 7a", "eu", "Latin"],
  ["25 Μαρτίου 1821", "el", "Greek"],
  ["17 декабря 1995 г.", "ru", "Cyrillic"],
  ["الأحد، 4 مايو 2003", "ar", "Arabic"],
  ["23 באוגוסט 2012", "he", "Hebrew"],
  ["१५ अगस्त १९४७", "hi", "Devanagari"],
  ["১৬ ডিসেম্বর, ১৯৭১", "bn", "Bengali"],
  ["14 ஏப்ரல், 2010", "ta", "Tamil"],
  ["๕ มกราคม ๒๕๕๙", "th", "Thai"],
  ["26 მაისი, 1918", "ka", "Georgian"],
  ["2008年8月8日", "zh", "Han"],
  ["1988년 9월 17일", "ko", "Hangul"],
];
