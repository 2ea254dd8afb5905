import BrowserHost
import Foundation

signal(SIGPIPE, SIG_IGN)
exit(await BrowserHostProgram.run())
