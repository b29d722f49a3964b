print("evrep")
