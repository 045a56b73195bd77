/** The style sheet of the pages; they can be read without it. */
export const STYLESHEET: string = `body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: #1c2430; background: #f3f5f8 }
header { display: flex; gap: 1rem; align-items: center; padding: .75rem 1.5rem; color: #fff; background: #123a63 }
header p { margin: 0 }
nav { float: left; width: 13rem; padding: 1rem 0 }
nav ul { margin: 0; padding: 0; list-style: none }
nav a { display: block; padding: .35rem 1.5rem; color: #123a63 }
nav a[aria-current] { font-weight: bold; background: #fff; border-left: .25rem solid #b4530a; padding-left: 1.25rem }
main { margin-left: 13rem; padding: 1rem 2rem 2rem; background: #fff; min-height: 30rem }
header + main { margin: 2rem auto; max-width: 40rem; min-height: 0 }
footer { clear: both; padding: .5rem 1.5rem; color: #44505f }
h1 { font-size: 1.5rem; margin: 0 0 1rem }
h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem }
table { border-collapse: collapse; min-width: 24rem }
caption { text-align: left; padding: .25rem 0 }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-bottom: 1px solid #d5dbe3 }
th[scope=row] { font-weight: normal; color: #44505f; width: 14rem }
form { margin: 1rem 0 }
label { display: inline-block; min-width: 12rem }
input[type=radio] + label, input[type=checkbox] + label { min-width: 0 }
input:not([type=radio]):not([type=checkbox]) { font: inherit; padding: .2rem .4rem; border: 1px solid #77838f; width: 16rem }
fieldset { border: 1px solid #d5dbe3; margin: 1rem 0 }
button { font: inherit; padding: .35rem 1rem; color: #fff; background: #123a63; border: 1px solid #123a63; border-radius: .2rem }
:focus-visible { outline: 3px solid #b4530a; outline-offset: 2px }
.notice { padding: .5rem 1rem; border-left: .3rem solid #b4530a; background: #fdf1e7 }
.skip { position: absolute; left: -99rem }
.skip:focus { left: 1rem; top: .5rem; padding: .5rem; background: #fff }
td form { margin: 0; display: inline }
@media (max-width: 45rem) { nav { float: none; width: auto } main { margin-left: 0; padding: 1rem } table { min-width: 0; width: 100% } }
`;
