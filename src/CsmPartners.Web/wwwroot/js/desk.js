// Comforts at the desk; without this script everything works all the same.
