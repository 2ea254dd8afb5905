import CLI

await Warifu.launch()
