// Evrep
