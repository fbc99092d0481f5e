# Another program: prints text where frames should be.
print("Welcome to the wrong program, press any key to continue")
