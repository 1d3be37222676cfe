def amount(v,u,i,f=None): return str(float(v)/1e6)
