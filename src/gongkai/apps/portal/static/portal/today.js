// The day of the reader, in Beijing: the page itself is a file and knows none.
const place = document.querySelector("[data-today]");
if (place) {
  const words = { timeZone: "Asia/Shanghai", year: "numeric", month: "long", day: "numeric", weekday: "long" };
  place.textContent = new Intl.DateTimeFormat("zh-CN", words).format(new Date()).replace("星期", " 星期");
}
