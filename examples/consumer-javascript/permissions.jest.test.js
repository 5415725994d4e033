require("./permissions").permissions({ describe, test, expect });
